// What an end-use check says, as it is typed: which pieces were looked at, what was found, how.

export interface Look {
  item: string;
  site: string;
  here: string[];
  result: string;
  method: string;
  obstacle: string;
  witness: string;
  note: string;
  photo: string;
  photoName: string;
}

/** A piece that can be looked at. */
export interface Piece {
  item: string;
  /** What the item is called. */
  named: string;
  serial: string;
  due: string;
}

export const nothing = (): Look => ({
  ...{ item: '', site: '', here: [], result: '', method: '', obstacle: '' },
  ...{ witness: '', note: '', photo: '', photoName: '' },
});

/** What is said of each piece alike. */
export function found({ result, method, obstacle, witness, note, photo }: Look) {
  return {
    result,
    method,
    note: note.trim() || null,
    ...(result === 'not_shown' ? { obstacle } : {}),
    ...(method === 'photo' ? { photo } : {}),
    ...(method === 'witnessed' ? { witness: witness.trim() } : {}),
  };
}
