/**
 * A line where only the newest waits: one piece of work runs, the newest one waits for it, and those between are never
 * begun. So a slider can be dragged as fast as it likes.
 */
export class Newest {
  #running = null;
  #waiting = null;

  /**
   * Work to do: a function of an AbortSignal.
   *
   * @param hurry whether what runs is given up at once; else it is let finish, so that something is seen while dragging
   * @returns what it made, or undefined where something newer took its place
   */
  async do(work, { hurry = false } = {}) {
    this.#waiting?.skip();
    if (this.#running) {
      if (hurry) this.#running.abort.abort();
      const mine = await this.#turn();
      if (!mine) return undefined;
    }
    return this.#run(work);
  }

  #turn() {
    return new Promise((resolve) => {
      this.#waiting = { go: () => resolve(true), skip: () => resolve(false) };
    });
  }

  async #run(work) {
    const abort = new AbortController();
    this.#running = { abort };
    try {
      return await work(abort.signal);
    } catch (error) {
      if (error.name === 'AbortError') return undefined;
      throw error;
    } finally {
      this.#running = null;
      const next = this.#waiting;
      this.#waiting = null;
      next?.go();
    }
  }

  /** Gives up what runs and what waits. */
  cancel() {
    this.#waiting?.skip();
    this.#waiting = null;
    this.#running?.abort.abort();
  }

  get busy() {
    return this.#running !== null;
  }
}
