/**
 * The computer's pins: status light, mission switch, power-fail input, sensors' supply, pulse per
 * second. Pins come through one small interface; which there are is a board file.
 */
package dev.catenary.device.board;
