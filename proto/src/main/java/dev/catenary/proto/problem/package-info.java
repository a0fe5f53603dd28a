/** One thing that is wrong, as a value: found, expected, cure. */
package dev.catenary.proto.problem;
