/** Small files of this machine that a power cut leaves whole. */
@NullMarked
package dev.catenary.device.durable;

import org.jspecify.annotations.NullMarked;
