// What the telephone keeps: bytes by name, in the browser's database.

const NAME = 'qafila-phone';
const TABLE = 'kept';

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('the database failed'));
  });
}

export class Kept {
  #db: IDBDatabase;

  private constructor(db: IDBDatabase) {
    this.#db = db;
  }

  static async open(): Promise<Kept> {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    return new Kept(await settled(request));
  }

  async all(): Promise<Map<string, Uint8Array>> {
    const table = this.#db.transaction(TABLE).objectStore(TABLE);
    const [names, bytes] = await Promise.all([settled(table.getAllKeys()), settled(table.getAll())]);
    return new Map(names.map((name, at) => [String(name), bytes[at] as Uint8Array]));
  }

  /** Keeps all of it on the disk, or nothing. */
  put(pairs: [string, Uint8Array][]): Promise<void> {
    return new Promise((done, failed) => {
      const work = this.#db.transaction(TABLE, 'readwrite', { durability: 'strict' });
      for (const [name, bytes] of pairs) work.objectStore(TABLE).put(bytes, name);
      work.oncomplete = () => done();
      work.onabort = () => failed(work.error ?? new Error('the database is full'));
    });
  }
}
