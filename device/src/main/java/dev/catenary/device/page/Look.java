package dev.catenary.device.page;

import dev.catenary.device.health.Health;
import dev.catenary.device.health.Reading;

/** The machine as it was looked at last: once a second. */
record Look(Health health, Reading reading) {}
