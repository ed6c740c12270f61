// Lists of handovers and how far they are, from the statements themselves. What may be done is the server's to say.

import type { Schemas } from './api';

type Reference = Schemas['Reference'];

/** One line of a list. */
export interface Line {
  item: string;
  quantity: number;
  lot?: string;
  serials: string[];
}

/** One line as it is signed: pieces are named where there are any. */
type Signed = Omit<Line, 'serials'> & { serials?: string[] };

/** What was counted of one line. */
interface Counted {
  item: string;
  lot?: string;
  counted: number;
  serials?: string[];
  reason: string | null;
}

/** A list that was signed. */
export interface Listed {
  by: Reference;
  convoy: string;
  giver: string;
  receiver: string;
  /** What is still to be counted. */
  left: Line[];
  /** Nobody counted it; it was counted in part, or wholly; it is over. */
  state: 'waits' | 'part' | 'counted' | 'over';
}

interface Said {
  leaf: string;
  kind: string;
  party: string;
  offer: string | undefined;
  body: { convoy?: string; receiver?: string; lines?: (Signed & Counted)[]; partial?: boolean; offer?: { leaf: string } };
  by: Reference;
}

/** A statement as it is listed: what it says is described by `docs/statements.md`. */
interface Shown extends Reference {
  content?: { kind?: string; party?: string; statement?: { body?: Said['body'] } };
}

/** What a statement says, as far as it is disclosed here. */
function said(one: Shown): Said[] {
  const { content } = one;
  const body = content?.statement?.body;
  if (!content?.kind || !content.party || !body) return [];
  const { origin, index, leaf } = one;
  return [{ leaf, kind: content.kind, party: content.party, offer: body.offer?.leaf, body, by: { origin, index, leaf } }];
}

/** What is still listed after some counts: neither counted nor given a reason. */
function left(lines: Signed[], counts: Counted[]): Line[] {
  return lines.flatMap((line) => {
    const of = counts.filter((count) => count.item === line.item && count.lot === line.lot);
    if (of.some((count) => count.reason)) return [];
    const quantity = of.reduce((rest, count) => rest - count.counted, line.quantity);
    const found = new Set(of.flatMap((count) => count.serials ?? []));
    return quantity > 0 ? [{ ...line, quantity, serials: (line.serials ?? []).filter((one) => !found.has(one)) }] : [];
  });
}

/** Every list, newest first, with how far it is. */
export function offers(pages: Schemas['Statements'][]): Listed[] {
  const all = pages.flatMap((page) => (page.statements as unknown as Shown[]).flatMap(said));
  const about = (leaf: string, kinds: string[]) => all.filter((one) => one.offer === leaf && kinds.includes(one.kind));
  return all
    .filter((one) => one.kind === 'handover_offered')
    .map(({ leaf, party, body, by }) => {
      const counts = about(leaf, ['handover_answered']);
      const whole = counts.some((one) => !one.body.partial);
      const over = about(leaf, ['handover_closed', 'handover_voided']).length > 0;
      const state = over ? 'over' : whole ? 'counted' : counts.length > 0 ? 'part' : 'waits';
      return {
        by,
        convoy: body.convoy ?? '',
        giver: party,
        receiver: body.receiver ?? '',
        left: left(body.lines ?? [], counts.flatMap((one) => one.body.lines ?? [])),
        state,
      };
    });
}
