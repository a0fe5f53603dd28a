// The points as they come: by a WebSocket, or by plain requests where the browser opens none.

import {amount, count} from './dom.js';
import {frame, frames, LIVE, WIRE, ZONE} from './frame.js';
import {Refused, binary, get, hear} from './vehicle.js';

const AGAIN_MILLIS = 3000;
const POLL_MILLIS = 400;

/** Some browsers refuse wss behind a certificate that a person has accepted, and say no more than that it closed. */
const REFUSED_MAX = 2;

/** The stream, opened again when it breaks, and what there is to tell of it. */
export class Stream {
  constructor(signal, take, tell, cloud) {
    Object.assign(this, {signal, take, tell, cloud, received: 0, wires: 0, refused: 0, polls: false, rate: 0, oneOf: 0, lost: 0});
    signal.addEventListener('abort', () => this.close());
    const timer = setInterval(() => this.#report(), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  connect() {
    try {
      this.socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/points`);
    } catch {
      this.#poll();
      return;
    }
    this.socket.binaryType = 'arraybuffer';
    this.socket.onopen = () => {
      this.refused = -Infinity;
      if (this.rate) {
        this.ask(this.rate);
      }
    };
    this.socket.onmessage = message => this.#message(message.data);
    this.socket.onclose = () => this.#closed();
  }

  close() {
    if (this.socket) {
      this.socket.onclose = null;
      this.socket.close();
    }
  }

  /** Asks for less than the vehicle would send. */
  ask(bitsPerSecond) {
    this.rate = bitsPerSecond;
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({bitsPerSecond}));
    }
  }

  /** The same frames by requests one after the other; the vehicle knows this viewer by a name that it makes up. */
  async #poll() {
    this.polls = true;
    const name = [...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, '0')).join('');
    this.signal.addEventListener('abort', () => this.#leave(name));
    while (!this.signal.aborted) {
      let wait = POLL_MILLIS;
      try {
        if (!document.hidden) {
          const wish = this.rate ? `&bitsPerSecond=${this.rate}` : '';
          for (const one of frames(await binary(`points/poll?viewer=${name}${wish}`, this.signal))) {
            this.#message(one);
          }
          this.broken = false;
        }
      } catch (e) {
        if (this.signal.aborted) {
          return;
        }
        if (!(e instanceof Refused)) {
          throw e;
        }
        this.broken = true;
        this.tell(e.status === 401 ? 'Sign in to see the points.' : `${e.message} ${e.cure ?? ''}`);
        wait = AGAIN_MILLIS;
      }
      await new Promise(done => setTimeout(done, wait));
    }
  }

  /** Gives the place up, which else would be held for ten seconds more. */
  #leave(name) {
    fetch(`/api/v1/points/poll?viewer=${name}&leave=1`, {keepalive: true}).catch(() => {});
  }

  #message(data) {
    hear();
    const shown = typeof data === 'string' ? null : frame(data);
    if (!shown || ![LIVE, ZONE, WIRE].includes(shown.kind)) {
      return;
    }
    this.oneOf = shown.kind === LIVE ? shown.oneOf : this.oneOf;
    this.lost = shown.lost;
    this.received += shown.points;
    this.wires += shown.kind === WIRE ? 1 : 0;
    this.take(shown);
  }

  async #closed() {
    if (this.signal.aborted) {
      return;
    }
    this.tell('The stream of points is broken. It is opened again by itself.');
    try {
      await get('status', this.signal);
    } catch (e) {
      if (e instanceof Refused && e.status === 401) {
        this.tell('Sign in to see the points.');
        return;
      }
    }
    if (++this.refused >= REFUSED_MAX) {
      this.#poll();
    } else {
      setTimeout(() => !this.signal.aborted && this.connect(), this.refused > 0 ? 0 : AGAIN_MILLIS);
    }
  }

  #report() {
    if (this.polls ? !this.broken : this.socket?.readyState === WebSocket.OPEN) {
      this.tell(this.cloud.size === 0
        ? 'Connected; no point yet. The sensor’s line of the state says whether it sends.'
        : `${amount(this.received, 'points/s')} received, one of ${count(this.oneOf)} captured; ${amount(this.cloud.size, 'points')} shown, `
          + `${amount(this.wires, 'wires')}; ${amount(this.lost, 'frames')} lost by this viewer${this.polls ? '; by plain requests' : ''}.`);
    }
    this.received = 0;
  }
}
