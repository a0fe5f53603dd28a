// The vehicle as the page knows it: requests, the session, and how old the last answer is.

const API = '/api/v1/';
const PATIENCE_MILLIS = 8000;

// A file is gathered first, on a link that may be dead, and comes over a slow one.
const FILE_PATIENCE_MILLIS = 120000;

export const OUT_OF_REACH = 'Check that this device is on the vehicle’s network. It is tried again by itself.';

/** An answer that is no success: the HTTP status (0 when nothing came back), what was found, and the cure. */
export class Refused extends Error {
  constructor(status, found, cure) {
    super(found);
    this.status = status;
    this.cure = cure;
  }
}

const events = new EventTarget();
let session = {signedIn: false, scopes: []};
let heardAt = null;
let silent = false;
let aheadSeconds = null;
let asked = 0;

/** Calls listener for "session", "heard", "silent" and "clock" until the signal aborts. */
export const on = (event, listener, signal) => events.addEventListener(event, listener, {signal});

/** The session as the vehicle tells it: signedIn, subject, scopes, expires, vehicle, mission, methods. */
export const who = () => session;

/** Whether the present session may do what needs this scope. */
export const may = scope => session.scopes.includes(scope);

/** Seconds since the vehicle last answered; null before its first answer. */
export const silence = () => (heardAt === null ? null : (performance.now() - heardAt) / 1000);

/** Says that something came from the vehicle by another way than a request, as a frame of points. */
export const hear = () => heard(true);

/** Seconds by which the vehicle's clock is ahead of this device's; null before it has told its time. */
export const ahead = () => aheadSeconds;

/** Takes the vehicle's own time, as an answer that has just come says it. */
export function told(at) {
  const seconds = (Date.parse(at) - Date.now()) / 1000;
  if (Number.isFinite(seconds)) {
    aheadSeconds = seconds;
    events.dispatchEvent(new Event('clock'));
  }
}

function heard(yes) {
  if (yes) {
    heardAt = performance.now();
  }
  if (silent === yes) {
    silent = !yes;
    events.dispatchEvent(new Event(yes ? 'heard' : 'silent'));
  }
}

async function send(method, path, body, signal, patienceMillis = PATIENCE_MILLIS) {
  const headers = {};
  if (method !== 'GET' && session.csrfToken) {
    headers['X-Catenary-Csrf'] = session.csrfToken;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const limits = [AbortSignal.timeout(patienceMillis)];
  if (signal) {
    limits.push(signal);
  }
  let response;
  try {
    response = await fetch(API + path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.any(limits),
    });
  } catch (e) {
    if (signal?.aborted) {
      throw e;
    }
    heard(false);
    throw new Refused(0, 'The vehicle does not answer.', OUT_OF_REACH);
  }
  heard(true);
  return response;
}

async function read(response) {
  const json = (response.headers.get('Content-Type') ?? '').includes('json');
  const body = json ? await response.json() : await response.text();
  if (response.ok) {
    return body;
  }
  if (response.status === 401 && session.signedIn) {
    await renew();
  }
  throw new Refused(response.status, body?.found ?? reason(response.status), body?.cure ?? '');
}

function reason(status) {
  switch (status) {
    case 401: return 'This is shown to those who have signed in.';
    case 403: return 'Your sign-in does not allow this.';
    case 404: return 'This vehicle does not offer that.';
    case 409: return 'It has been changed meanwhile.';
    case 429: return 'Too many requests. Wait a minute.';
    case 501: return 'This vehicle cannot do that.';
    default: return `The vehicle answered with status ${status}.`;
  }
}

/** The bytes of an answer. */
export async function binary(path, signal) {
  const response = await send('GET', path, undefined, signal);
  return response.ok ? response.arrayBuffer() : read(response);
}

export async function get(path, signal) {
  const response = await send('GET', path, undefined, signal);
  // The answers that index.html asks for ahead were given before the sign-in; the browser hands them out after it.
  if (response.status === 401 && session.signedIn && (await renew()).signedIn) {
    return read(await send('GET', path, undefined, signal));
  }
  return read(response);
}

export const post = async (path, body, signal) => read(await send('POST', path, body, signal));
export const put = async (path, body, signal) => read(await send('PUT', path, body, signal));

/** The bytes of an answer, and the name it gives itself. */
export async function file(method, path, signal) {
  const response = await send(method, path, undefined, signal, FILE_PATIENCE_MILLIS);
  if (!response.ok) {
    await read(response);
  }
  const named = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '');
  try {
    return {blob: await response.blob(), name: named?.[1] ?? path.replaceAll('/', '-')};
  } catch (e) {
    if (signal?.aborted) {
      throw e;
    }
    heard(false);
    throw new Refused(0, 'The vehicle fell silent before the file was here.', 'Stay on the vehicle’s network and ask for it again.');
  }
}

/** Asks who we are; a vehicle that wants a sign-in says so here and not by an error. */
export async function renew() {
  const mine = ++asked;
  let next = {signedIn: false, scopes: []};
  try {
    const answer = await send('GET', 'session');
    if (answer.ok) {
      next = {...next, ...await answer.json()};
      told(next.at);
    }
  } catch (e) {
    if (!(e instanceof Refused)) {
      throw e;
    }
    next = session;
  }
  // An answer from before a sign-in may come after that of the sign-in: the one asked for last holds.
  if (mine !== asked) {
    return session;
  }
  session = next;
  events.dispatchEvent(new Event('session'));
  return session;
}

export async function signIn(token) {
  await post('session', {token});
  return renew();
}

export async function signOut() {
  await read(await send('DELETE', 'session'));
  return renew();
}

/**
 * Calls look at once and then each so many milliseconds, never twice at a time, until the signal aborts. What the first
 * look throws is thrown; later looks may be refused, for what is shown then grows old and the frame says so.
 */
export async function repeat(look, millis, signal) {
  const again = () => {
    if (!signal.aborted) {
      setTimeout(round, millis);
    }
  };
  const round = async () => {
    try {
      if (!document.hidden && !signal.aborted) {
        await look();
      }
    } catch (e) {
      if (!(e instanceof Refused) && !signal.aborted) {
        throw e;
      }
    } finally {
      again();
    }
  };
  await look();
  again();
}
