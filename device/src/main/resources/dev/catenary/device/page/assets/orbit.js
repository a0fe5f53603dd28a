// A camera that turns about a place: by finger, mouse, wheel and keys. Radians and metres; z is up.

const NEAR = 0.5;
const FAR = 4000;
const FIELD_OF_VIEW = 0.9;

export class Orbit {
  constructor(canvas, changed, signal) {
    this.target = [0, 0, 0];
    this.yaw = 0.6;
    this.pitch = 0.6;
    this.distance = 150;
    this.follows = true;
    this.changed = changed;
    this.fingers = new Map();
    const listen = (name, act) => canvas.addEventListener(name, act, {signal, passive: false});
    listen('pointerdown', e => {
      canvas.setPointerCapture(e.pointerId);
      this.fingers.set(e.pointerId, [e.clientX, e.clientY]);
    });
    listen('pointermove', e => this.#moved(e));
    for (const end of ['pointerup', 'pointercancel']) {
      listen(end, e => this.fingers.delete(e.pointerId));
    }
    listen('wheel', e => {
      e.preventDefault();
      this.zoom(Math.exp(e.deltaY * 0.001));
    });
    listen('keydown', e => this.#key(e));
    listen('contextmenu', e => e.preventDefault());
  }

  /** Seen from above with north up, or from the side. */
  look(yaw, pitch) {
    this.yaw = yaw;
    this.pitch = pitch;
    this.changed();
  }

  /** How far from the place looked at a point is still well in sight, whichever way it lies. Metres. */
  get reach() {
    return 0.3 * this.distance;
  }

  zoom(factor) {
    this.distance = Math.min(1500, Math.max(4, this.distance * factor));
    this.changed();
  }

  turn(yaw, pitch) {
    this.yaw += yaw;
    this.pitch = Math.min(1.55, Math.max(-0.2, this.pitch + pitch));
    this.changed();
  }

  /** Moves the place looked at, right and up as it is seen. */
  slide(right, up) {
    const [s, c] = [Math.sin(this.yaw), Math.cos(this.yaw)];
    this.target[0] += right * c - up * s * Math.sin(this.pitch);
    this.target[1] += right * s + up * c * Math.sin(this.pitch);
    this.target[2] += up * Math.cos(this.pitch);
    this.follows = false;
    this.changed();
  }

  #moved(e) {
    const before = this.fingers.get(e.pointerId);
    if (!before) {
      return;
    }
    const dx = e.clientX - before[0];
    const dy = e.clientY - before[1];
    const metres = this.distance / 700;
    if (this.fingers.size === 2) {
      const other = [...this.fingers].find(([id]) => id !== e.pointerId)[1];
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
      const is = Math.hypot(e.clientX - other[0], e.clientY - other[1]);
      this.zoom(was / Math.max(1, is));
      this.slide(-dx * metres / 2, dy * metres / 2);
    } else if (e.buttons === 2 || e.shiftKey) {
      this.slide(-dx * metres, dy * metres);
    } else {
      this.turn(-dx * 0.006, dy * 0.006);
    }
    this.fingers.set(e.pointerId, [e.clientX, e.clientY]);
  }

  #key(e) {
    const step = this.distance / 20;
    const acts = {
      ArrowLeft: () => (e.shiftKey ? this.slide(-step, 0) : this.turn(-0.1, 0)),
      ArrowRight: () => (e.shiftKey ? this.slide(step, 0) : this.turn(0.1, 0)),
      ArrowUp: () => (e.shiftKey ? this.slide(0, step) : this.turn(0, 0.1)),
      ArrowDown: () => (e.shiftKey ? this.slide(0, -step) : this.turn(0, -0.1)),
      '+': () => this.zoom(0.8),
      '=': () => this.zoom(0.8),
      '-': () => this.zoom(1.25),
    };
    if (acts[e.key]) {
      e.preventDefault();
      acts[e.key]();
    }
  }

  /** Column by column, from the scene's metres to the clip space of a canvas of this width over height. */
  matrix(aspect) {
    const [sy, cy, sp, cp] = [Math.sin(this.yaw), Math.cos(this.yaw), Math.sin(this.pitch), Math.cos(this.pitch)];
    const right = [cy, sy, 0];
    const up = [-sy * sp, cy * sp, cp];
    const back = [sy * cp, -cy * cp, sp];
    const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    const eye = this.target.map((t, i) => t + back[i] * this.distance);
    const f = 1 / Math.tan(FIELD_OF_VIEW / 2);
    const [fx, fy] = aspect > 1 ? [f / aspect, f] : [f, f * aspect];
    const a = (FAR + NEAR) / (NEAR - FAR);
    const b = 2 * FAR * NEAR / (NEAR - FAR);
    const columns = [];
    for (let i = 0; i < 3; i++) {
      columns.push(fx * right[i], fy * up[i], a * back[i], -back[i]);
    }
    columns.push(-fx * dot(right, eye), -fy * dot(up, eye), -a * dot(back, eye) + b, dot(back, eye));
    return new Float32Array(columns);
  }
}
