/* tslint:disable */
/* eslint-disable */

/**
 * The phone, as the page holds it.
 */
export class Handset {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * See [`Phone::answer`].
     */
    answer(count: string): string;
    /**
     * See [`Phone::begin`].
     */
    begin(name: string, passphrase: string): string;
    /**
     * What is to be kept before a result is shown: pairs of name and bytes.
     */
    changes(): Array<any>;
    /**
     * See [`Phone::checks`].
     */
    checks(): string;
    /**
     * See [`Phone::crossing`].
     */
    crossing(): string;
    /**
     * See [`Phone::export`].
     */
    exportBundle(): Uint8Array;
    /**
     * See [`Phone::import`].
     */
    importBundle(bytes: Uint8Array | number[]): string;
    /**
     * See [`Phone::lock`].
     */
    lock(): void;
    /**
     * See [`Phone::look_at_pass`].
     */
    lookAtPass(bytes: Uint8Array | number[]): string;
    /**
     * See [`Phone::look`].
     */
    look(look: string): string;
    /**
     * Takes up what was kept: a map of names and bytes.
     */
    constructor(kept: Map<any, any>);
    /**
     * See [`Phone::offer`].
     */
    offer(convoy: string, officer: string): string;
    /**
     * See [`Phone::request`].
     */
    request(): string;
    /**
     * See [`Phone::slip`].
     */
    slip(leaf: string): string;
    /**
     * See [`Phone::state`].
     */
    state(): string;
    /**
     * See [`Phone::take_up`].
     */
    takeUp(bytes: Uint8Array | number[], officer: string): string;
    /**
     * See [`Phone::take`].
     */
    take(slip: string): string;
    /**
     * See [`Phone::unlock`].
     */
    unlock(passphrase: string): string;
}

/**
 * Reads the code in a picture: four bytes a point, row by row.
 */
export function readCode(width: number, height: number, points: Uint8Array | number[]): string;

/**
 * See [`crate::verify()`].
 */
export function verify(proof: string, keys: string, leaf: string): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_handset_free: (a: number, b: number) => void;
    readonly handset_answer: (a: number, b: number, c: number) => [number, number, number, number];
    readonly handset_begin: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly handset_changes: (a: number) => any;
    readonly handset_checks: (a: number) => [number, number, number, number];
    readonly handset_crossing: (a: number) => [number, number, number, number];
    readonly handset_exportBundle: (a: number) => [number, number, number, number];
    readonly handset_importBundle: (a: number, b: number, c: number) => [number, number, number, number];
    readonly handset_lock: (a: number) => void;
    readonly handset_look: (a: number, b: number, c: number) => [number, number, number, number];
    readonly handset_lookAtPass: (a: number, b: number, c: number) => [number, number, number, number];
    readonly handset_new: (a: any) => number;
    readonly handset_offer: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly handset_request: (a: number) => [number, number, number, number];
    readonly handset_slip: (a: number, b: number, c: number) => [number, number, number, number];
    readonly handset_state: (a: number) => [number, number, number, number];
    readonly handset_take: (a: number, b: number, c: number) => [number, number, number, number];
    readonly handset_takeUp: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly handset_unlock: (a: number, b: number, c: number) => [number, number, number, number];
    readonly readCode: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly verify: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number, number];
    readonly wasm_bindgen__convert__closures_____invoke__h5f499c6219fc1cf1: (a: number, b: number, c: any, d: any) => void;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
