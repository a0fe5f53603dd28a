/**
 * The corridor that is surveyed: ground, conductors, poles and towers, trees, houses, fences and
 * vehicles, and what a beam of light meets in it. East, north, up; metres.
 */
package dev.catenary.simulator.scene;
