import * as vscode from 'vscode';
import type { VariableSource } from '../core/keyImport.ts';
import { envVariables } from './envVariables.ts';

/** The most files, folders and bytes of a file that are looked at, and how deep. */
const limits = { files: 50, folders: 300, depth: 4, bytes: 256 * 1024 };
const skipped = new Set(['node_modules', 'vendor', 'dist', 'build', 'out', 'target', '__pycache__', 'venv']);

/** The `.env*` files of the open folders, near their tops, by VS Code's file system: also of another machine. */
export async function workspaceEnvFiles(signal: AbortSignal): Promise<readonly VariableSource[]> {
  const files: vscode.Uri[] = [];
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({ uri, depth: 0 }));
  // The list grows while it is gone through: nearest first.
  for (let at = 0; at < Math.min(folders.length, limits.folders) && files.length < limits.files; at += 1) {
    const folder = folders[at];
    if (!folder || signal.aborted) break;
    for (const [name, type] of await entriesOf(folder.uri)) {
      const uri = vscode.Uri.joinPath(folder.uri, name);
      if (type & vscode.FileType.File && name.startsWith('.env')) files.push(uri);
      const isFolder = type === vscode.FileType.Directory && !name.startsWith('.') && !skipped.has(name);
      if (isFolder && folder.depth < limits.depth) folders.push({ uri, depth: folder.depth + 1 });
    }
  }
  return read(files.slice(0, limits.files));
}

/** Files that the person picks in a dialog; undefined when they left. */
export async function pickedEnvFiles(): Promise<readonly VariableSource[] | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: 'Files with API Keys',
    openLabel: 'Import',
    canSelectMany: true,
    ...(defaultUri && { defaultUri }),
  });
  return picked && read(picked.slice(0, limits.files));
}

async function read(files: readonly vscode.Uri[]): Promise<readonly VariableSource[]> {
  const sources = await Promise.all(
    files.map(async (uri): Promise<readonly VariableSource[]> => {
      try {
        if ((await vscode.workspace.fs.stat(uri)).size > limits.bytes) return [];
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
        return [{ name: vscode.workspace.asRelativePath(uri), variables: envVariables(text) }];
      } catch {
        // Gone or unreadable: the others are still of use.
        return [];
      }
    }),
  );
  return sources.flat();
}

async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
