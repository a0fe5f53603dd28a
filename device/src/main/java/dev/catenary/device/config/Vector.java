package dev.catenary.device.config;

/** Three numbers of one unit, about or along forward, left and up. */
public record Vector(double x, double y, double z) {}
