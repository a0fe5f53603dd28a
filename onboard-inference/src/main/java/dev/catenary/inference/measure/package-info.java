/** Measurement of a classifier on zones whose truth is known, and the bars it is held to. */
package dev.catenary.inference.measure;
