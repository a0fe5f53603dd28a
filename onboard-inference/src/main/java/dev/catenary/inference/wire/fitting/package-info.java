/**
 * Catenaries fitted to points: rough lines and curves first, then a robust least-squares fit with
 * its errors. Plain geometry; nothing here knows zones, labels or rules.
 */
package dev.catenary.inference.wire.fitting;
