// What the telephone keeps: bytes by name, in the browser's database.

const NAME = 'qafila-phone';
const TABLE = 'kept';
/** Photographs, by their hash; the telephone's Rust does not need them. */
const PHOTOS = 'photos';

export interface Photo {
  hash: string;
  name: string;
  at: string;
  bytes: Uint8Array;
}

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
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = () => {
      // A telephone that was taken in before it kept photographs has the first table already.
      const made = request.result.objectStoreNames;
      for (const table of [TABLE, PHOTOS]) if (!made.contains(table)) request.result.createObjectStore(table);
    };
    return new Kept(await settled(request));
  }

  async all(): Promise<Map<string, Uint8Array>> {
    const table = this.#db.transaction(TABLE).objectStore(TABLE);
    const [names, bytes] = await Promise.all([settled(table.getAllKeys()), settled(table.getAll())]);
    return new Map(names.map((name, at) => [String(name), bytes[at] as Uint8Array]));
  }

  /** Keeps all of it on the disk, or nothing. */
  put(pairs: [string, Uint8Array][]): Promise<void> {
    return this.#change(TABLE, (table) => pairs.forEach(([name, bytes]) => table.put(bytes, name)));
  }

  photos(): Promise<Photo[]> {
    return settled(this.#db.transaction(PHOTOS).objectStore(PHOTOS).getAll());
  }

  keepPhoto(photo: Photo): Promise<void> {
    return this.#change(PHOTOS, (table) => table.put(photo, photo.hash));
  }

  removePhoto(hash: string): Promise<void> {
    return this.#change(PHOTOS, (table) => table.delete(hash));
  }

  #change(name: string, change: (table: IDBObjectStore) => void): Promise<void> {
    return new Promise((done, failed) => {
      const work = this.#db.transaction(name, 'readwrite', { durability: 'strict' });
      change(work.objectStore(name));
      work.oncomplete = () => done();
      work.onabort = () => failed(work.error ?? new Error('the database is full'));
    });
  }
}
