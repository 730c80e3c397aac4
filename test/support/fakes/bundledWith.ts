import { build } from 'esbuild';
import { projectFolder } from '../tasks/projectFolder.ts';

/**
 * A module of `src/vscode`, bundled with an object in the place of VS Code, which there is none of in unit tests. `vscode`
 * is the JavaScript of that object's module, which the module gives back as `vscode`.
 */
export async function bundledWith<T>(vscode: string, path: string): Promise<T> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './${path}'; export * as vscode from 'vscode';`,
      resolveDir: projectFolder,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'fake vscode',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'fake' }));
          onLoad({ filter: /.*/, namespace: 'fake' }, () => ({ contents: vscode, loader: 'js' }));
        },
      },
    ],
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`);
}
