// A report that was read: what was decided of its drafts, and how that is sent.

import type { Schemas } from './api';

export type Draft = Schemas['ReadDraft'];

/** What a person decided of a draft. Nothing is filled in beforehand: neither verdict nor grade. */
export interface Decision {
  verdict: '' | 'accept' | 'edit' | 'reject';
  letter: string;
  number: string;
  reason: string;
  edit: Edit;
}

/** Fields that were set anew; what is absent is as it was read. */
export interface Edit {
  about?: string[];
  state?: string;
  polarity?: string;
  modality?: string;
  background?: boolean;
  from?: string;
  to?: string;
}

export const undecided = (): Decision => ({ verdict: '', letter: '', number: '', reason: '', edit: {} });

/** The key of a road or place. */
export function keyOf(subject: Schemas['Subject']): string {
  if ('axis' in subject) return subject.axis;
  return 'segment' in subject ? subject.segment : subject.place;
}

/** What is still missing before a decision can be signed. */
export function lacks(decision: Decision): 'grade' | 'edit' | undefined {
  if (decision.verdict !== 'accept' && decision.verdict !== 'edit') return undefined;
  if (!decision.letter || !decision.number) return 'grade';
  return decision.verdict === 'edit' && Object.keys(decision.edit).length === 0 ? 'edit' : undefined;
}

/** A decision as the server follows it. */
export function told(draft: number, { verdict, letter, number, reason, edit }: Decision): object {
  if (verdict === 'reject') return { draft, verdict, ...(reason.trim() ? { reason: reason.trim() } : {}) };
  const grade = { letter, number: Number(number) };
  return verdict === 'edit' ? { draft, verdict, ...grade, ...edit } : { draft, verdict, ...grade };
}

/** A piece of the text, with the drafts whose words it belongs to. */
export interface Piece {
  text: string;
  drafts: number[];
  /** Drafts whose words begin here. */
  begins: number[];
}

/** Cuts a text wherever a draft's words begin or end; drafts count in code points. */
export function pieces(text: string, drafts: Draft[]): Piece[] {
  const points = Array.from(text);
  const cuts = new Set([0, points.length, ...drafts.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...cuts].filter((at) => at <= points.length).sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => ({
    text: points.slice(from, sorted[index + 1]).join(''),
    drafts: drafts.filter((one) => one.start <= from && from < one.end).map((one) => one.draft),
    begins: drafts.filter((one) => one.start === from && one.end > from).map((one) => one.draft),
  }));
}

// Marks that are not seen and turn letters around, and control characters; line ends and tabs are seen.
const UNSEEN =
  /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff])/;

/** Splits a text so that whatever is not seen stands at odd places. */
export function unseen(text: string): string[] {
  return text.split(UNSEEN);
}

/** How an unseen character is called. */
export function pointOf(mark: string): string {
  return `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
