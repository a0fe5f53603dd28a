/**
 * Order of what is given up when classification cannot keep up: first the zones whose ground is
 * seen with nothing tall on it, then the model. Capture never waits for it.
 */
@NullMarked
package dev.catenary.inference.budget;

import org.jspecify.annotations.NullMarked;
