// Passkeys in the browser: asked for with the server's challenge, and what they give is handed to the server alone.

import { type Schemas, Trouble } from './api';
import { send } from './send';

type Challenge = Schemas['Challenge'];

/** Whether the page was opened under a name; a passkey belongs to one, and to no address. */
export const named = !/^[\d.]+$|^\[/.test(location.hostname);

/** Whether this browser can ask for one here. */
export const able = typeof PublicKeyCredential === 'function';

/** Where on this machine the page has a name. */
export const home = /^127\.|^\[::1\]$/.test(location.hostname)
  ? `${location.protocol}//localhost${location.port ? `:${location.port}` : ''}/`
  : undefined;

const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

const written = (from: BufferSource) => {
  const all = ArrayBuffer.isView(from) ? new Uint8Array(from.buffer, from.byteOffset, from.byteLength) : new Uint8Array(from);
  return btoa(String.fromCharCode(...all)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

/** Options as the server writes them have bytes as texts. */
function read(options: Record<string, any>): any {
  const known = (list: any[] | undefined) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  const question = bytes(options['extensions'].prf.eval.first);
  return {
    ...options,
    challenge: bytes(options['challenge']),
    user: options['user'] && { ...options['user'], id: bytes(options['user'].id) },
    excludeCredentials: known(options['excludeCredentials']),
    allowCredentials: known(options['allowCredentials']),
    extensions: { ...options['extensions'], prf: { eval: { first: question } } },
  };
}

/** What kept a passkey from being shown, in the form of the server's own problems. */
function stopped(why: unknown): Trouble {
  if (why instanceof Trouble) return why;
  const kinds: Record<string, string> = { InvalidStateError: 'passkey-here', SecurityError: 'passkey-name', NotSupportedError: 'passkey-prf' };
  const kind = kinds[why instanceof DOMException ? why.name : ''] ?? 'passkey-stopped';
  return new Trouble({ type: `urn:qafila:problem:${kind}`, title: '', status: 0, detail: String(why) });
}

async function shown<T>(ask: Promise<Credential | null>, take: (credential: PublicKeyCredential) => T): Promise<T> {
  try {
    const credential = await ask;
    if (!(credential instanceof PublicKeyCredential)) throw new Error('none was shown');
    return take(credential);
  } catch (why) {
    throw stopped(why);
  }
}

/** What the PRF extension gave. The typings do not know that it may be a view of bytes. */
const given = (credential: PublicKeyCredential): BufferSource | undefined =>
  credential.getClientExtensionResults().prf?.results?.first;

/** A credential in the form of its own `toJSON`, which not every browser has. */
function told(credential: PublicKeyCredential, response: Record<string, string | undefined>): Record<string, never> {
  const { id, rawId, type } = credential;
  // The description says no more of it than that it is an object.
  return { id, rawId: written(rawId), type, response } as unknown as Record<string, never>;
}

/** Signs in with a passkey that the browser knows for this name. */
export async function signIn(): Promise<Schemas['SignedIn']> {
  const { challenge, options }: Challenge = await send('/api/v1/session/passkey/challenge', undefined, { alone: true });
  const body = await shown(navigator.credentials.get({ publicKey: read(options) }), (credential) => {
    const answer = credential.response as AuthenticatorAssertionResponse;
    const prf = given(credential);
    return {
      challenge,
      prf: prf ? written(prf) : '',
      credential: told(credential, {
        authenticatorData: written(answer.authenticatorData),
        clientDataJSON: written(answer.clientDataJSON),
        signature: written(answer.signature),
        userHandle: answer.userHandle ? written(answer.userHandle) : undefined,
      }),
    };
  });
  return send('/api/v1/session/passkey', body, { alone: true });
}

/** Registers a new passkey for whoever is signed in. */
export async function register(label: string): Promise<Schemas['Passkey']> {
  const { challenge, options }: Challenge = await send('/api/v1/passkeys/challenge', undefined);
  const asked = read(options);
  const made = await shown(navigator.credentials.create({ publicKey: asked }), (credential) => credential);
  const answer = made.response as AuthenticatorAttestationResponse;
  const body = {
    label,
    challenge,
    prf: written(given(made) ?? (await asksAgain(made, asked))),
    credential: told(made, {
      attestationObject: written(answer.attestationObject),
      clientDataJSON: written(answer.clientDataJSON),
    }),
  };
  return send('/api/v1/passkeys', body);
}

/** Many authenticators answer the question only when they are shown, not when they are made. */
async function asksAgain(made: PublicKeyCredential, asked: any): Promise<BufferSource> {
  // An authenticator that cannot is left alone; the server says what to do about nothing.
  if (!made.getClientExtensionResults().prf?.enabled) return new Uint8Array();
  const publicKey: PublicKeyCredentialRequestOptions = {
    // Nobody verifies what is signed here; only the answer to the question is wanted.
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    rpId: asked.rp.id,
    allowCredentials: [{ type: 'public-key', id: made.rawId }],
    userVerification: 'required',
    timeout: asked.timeout,
    extensions: { prf: asked.extensions.prf },
  };
  return shown(navigator.credentials.get({ publicKey }), (credential) => given(credential) ?? new Uint8Array());
}
