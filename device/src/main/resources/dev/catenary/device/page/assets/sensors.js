// Sensors: what each sends, and what of it was lost.

import {amount, condition, el, facts} from './dom.js';
import {get, repeat} from './vehicle.js';

const AGAIN_MILLIS = 2000;

export async function open(root, signal) {
  await repeat(async () => {
    const {sensors} = await get('sensors', signal);
    root.replaceChildren(...(sensors.length === 0
      ? [el('p', {}, 'The configuration names no sensor.')]
      : sensors.map(one)));
  }, AGAIN_MILLIS, signal);
}

function one(sensor) {
  return el('section', {}, el('h2', {class: 'with-condition'}, sensor.name, ' ', condition(sensor.condition)),
    el('p', {class: 'quiet lead'}, sensor.description ?? sensor.model),
    facts([
      ['Packets', amount(sensor.packetsPerSecond, 'packets/s')],
      ['Points', amount(sensor.pointsPerSecond, 'points/s')],
      ['Since the start', amount(sensor.packets, 'packets')],
      ['Lost', amount(sensor.lostPackets, 'packets')],
      ['Not understood', amount(sensor.badPackets, 'packets')],
      ['Its time comes from', sensor.timeQuality],
      sensor.model && ['Model', sensor.model],
      sensor.firmware && ['Firmware', sensor.firmware],
      sensor.serial && ['Serial number', sensor.serial],
    ]));
}
