// Draws points by WebGL 2: three rings of points on the graphics memory, each overwriting its oldest.

import {LIVE, WIRE, ZONE} from './frame.js';

const STRIDE = 16;
const CAPACITY = {[LIVE]: 120000, [ZONE]: 500000, [WIRE]: 60000};
const WIRE_STEP_METRES = 0.25;
export const MODES = ['class', 'height', 'intensity'];

const VERTEX = `#version 300 es
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 mark;
uniform mat4 camera;
uniform float pixels;
uniform float size;
uniform float finest;
uniform int mode;
uniform vec2 heights;
uniform vec3 palette[65];
uniform vec3 ramp[3];
out vec3 colour;
void main() {
  gl_Position = camera * vec4(place, 1.0);
  gl_PointSize = clamp(size * pixels / gl_Position.w, size * finest, size * finest * 4.0);
  int label = clamp(int(mark.x + 0.5), 0, 64);
  float share = mode == 1 ? clamp((place.z - heights.x) / max(0.1, heights.y - heights.x), 0.0, 1.0) : sqrt(mark.y / 255.0);
  colour = mode == 0 || size > 2.5 ? palette[label]
    : share < 0.5 ? mix(ramp[0], ramp[1], share * 2.0) : mix(ramp[1], ramp[2], share * 2.0 - 1.0);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
in vec3 colour;
out vec4 shown;
void main() {
  vec2 off = gl_PointCoord - 0.5;
  if (dot(off, off) > 0.25) discard;
  shown = vec4(colour, 1.0);
}`;

const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255);

/** Colours by class code (64 is a broken clearance, which vehicles before wrote as 18) and the ramp of height and intensity, for a light and for a dark ground. */
const THEMES = {
  light: {ground: '#ffffff', classes: {0: '#6d7880', 1: '#6d7880', 2: '#94795a', 5: '#2c7d3a', 6: '#7a5ba8', 14: '#0057d9', 15: '#b35a00', 18: '#d40f0f', 64: '#d40f0f'},
    ramp: ['#3b1c6e', '#1b7f86', '#b98a00']},
  dark: {ground: '#0a0e11', classes: {0: '#8b97a0', 1: '#8b97a0', 2: '#b39674', 5: '#58b368', 6: '#b397e0', 14: '#5cc8ff', 15: '#ffa34d', 18: '#ff4d4d', 64: '#ff4d4d'},
    ramp: ['#5a4fcf', '#2fb5a8', '#ffe066']},
};

function program(gl) {
  const made = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`the graphics driver refuses the shaders: ${gl.getProgramInfoLog(made)}`);
  }
  return made;
}

export class Cloud {
  /** Null where the browser has no WebGL 2. */
  static on(canvas) {
    const gl = canvas.getContext('webgl2', {antialias: false, alpha: false, powerPreference: 'low-power'});
    return gl && new Cloud(gl);
  }

  constructor(gl) {
    this.gl = gl;
    this.origin = null;
    this.mode = 0;
    this.low = Infinity;
    this.high = -Infinity;
    this.labels = new Map();
    this.program = program(gl);
    const name = uniform => gl.getUniformLocation(this.program, uniform);
    this.uniforms = Object.fromEntries(
      ['camera', 'pixels', 'size', 'finest', 'mode', 'heights', 'palette', 'ramp'].map(u => [u, name(u)]));
    this.rings = Object.fromEntries(Object.entries(CAPACITY).map(([kind, capacity]) => [kind, this.#ring(capacity)]));
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
  }

  #ring(capacity) {
    const gl = this.gl;
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, capacity * STRIDE, gl.DYNAMIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 3, gl.FLOAT, false, STRIDE, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 2, gl.UNSIGNED_BYTE, false, STRIDE, 12);
    return {array, buffer, capacity, next: 0, size: 0};
  }

  /** Takes a frame's points in; returns the place it was seen about, in the scene's metres. */
  add(frame) {
    this.origin ??= [frame.east, frame.north, frame.up];
    const base = [frame.east - this.origin[0], frame.north - this.origin[1], frame.up - this.origin[2]];
    const points = frame.kind === WIRE ? this.#strung(frame, base) : this.#placed(frame, base);
    this.#write(this.rings[frame.kind], points);
    return base;
  }

  #placed(frame, base) {
    const places = new Float32Array(frame.points * 4);
    const marks = new Uint8Array(places.buffer);
    const k = frame.metresPerCount;
    for (let i = 0; i < frame.points; i++) {
      const z = base[2] + frame.counts[4 * i + 2] * k;
      places[4 * i] = base[0] + frame.counts[4 * i] * k;
      places[4 * i + 1] = base[1] + frame.counts[4 * i + 1] * k;
      places[4 * i + 2] = z;
      const label = frame.marks[8 * i + 6];
      marks[16 * i + 12] = label;
      marks[16 * i + 13] = frame.marks[8 * i + 7];
      this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
      this.low = Math.min(this.low, z);
      this.high = Math.max(this.high, z);
    }
    return places;
  }

  /** A wire's vertices become a row of points near enough to be seen as a line. */
  #strung(frame, base) {
    const vertices = this.#placed(frame, base);
    const row = [];
    for (let i = 0; i + 1 < frame.points; i++) {
      const [a, b] = [vertices.subarray(4 * i, 4 * i + 3), vertices.subarray(4 * i + 4, 4 * i + 7)];
      const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]) / WIRE_STEP_METRES));
      for (let s = 0; s < steps; s++) {
        row.push(a[0] + (b[0] - a[0]) * s / steps, a[1] + (b[1] - a[1]) * s / steps, a[2] + (b[2] - a[2]) * s / steps, 0);
      }
    }
    const places = new Float32Array(row);
    const marks = new Uint8Array(places.buffer);
    for (let i = 0; i < places.length / 4; i++) {
      marks[16 * i + 12] = frame.marks[6];
    }
    return places;
  }

  #write(ring, places) {
    const gl = this.gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, ring.buffer);
    let from = Math.max(0, places.length / 4 - ring.capacity);
    while (from < places.length / 4) {
      const points = Math.min(places.length / 4 - from, ring.capacity - ring.next);
      gl.bufferSubData(gl.ARRAY_BUFFER, ring.next * STRIDE, places, from * 4, points * 4);
      ring.next = (ring.next + points) % ring.capacity;
      ring.size = Math.min(ring.capacity, ring.size + points);
      from += points;
    }
  }

  /** Points that are shown. */
  get size() {
    return this.rings[LIVE].size + this.rings[ZONE].size;
  }

  draw(orbit, dark) {
    const gl = this.gl;
    const {width, height} = gl.canvas;
    const theme = THEMES[dark ? 'dark' : 'light'];
    const palette = new Float32Array(65 * 3);
    for (let label = 0; label < 65; label++) {
      palette.set(rgb(theme.classes[label] ?? theme.classes[1]), 3 * label);
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(...rgb(theme.ground), 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.useProgram(this.program);
    gl.uniformMatrix4fv(this.uniforms.camera, false, orbit.matrix(width / height));
    gl.uniform1f(this.uniforms.pixels, height / 8);
    gl.uniform1f(this.uniforms.finest, Math.min(2, devicePixelRatio));
    gl.uniform1i(this.uniforms.mode, this.mode);
    gl.uniform2f(this.uniforms.heights, this.low, Math.min(this.high, this.low + 60));
    gl.uniform3fv(this.uniforms.palette, palette);
    gl.uniform3fv(this.uniforms.ramp, theme.ramp.flatMap(rgb));
    for (const [kind, size] of [[LIVE, 1.2], [ZONE, 1.6], [WIRE, 3.2]]) {
      gl.bindVertexArray(this.rings[kind].array);
      gl.uniform1f(this.uniforms.size, size);
      gl.drawArrays(gl.POINTS, 0, this.rings[kind].size);
    }
  }
}
