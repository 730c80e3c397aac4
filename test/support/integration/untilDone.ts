/** Does `again`, over and over, until the task has ended; resolves or rejects as the task does. */
export async function untilDone<T>(task: PromiseLike<T>, again: () => Promise<void>): Promise<T> {
  const state = { done: false };
  const done = () => {
    state.done = true;
  };
  task.then(done, done);
  while (!state.done) await again();
  return task;
}
