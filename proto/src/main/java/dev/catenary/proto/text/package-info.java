/** Text that strangers have written, read within bounds before any parser has it. */
@org.jspecify.annotations.NullMarked
package dev.catenary.proto.text;
