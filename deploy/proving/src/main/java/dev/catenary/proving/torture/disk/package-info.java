/**
 * A disk that writes down what is asked of it, and what a power cut may leave of that: the file
 * system under the product's own code is a {@link java.nio.file.spi.FileSystemProvider}, so that
 * nothing in the product knows of it.
 */
package dev.catenary.proving.torture.disk;
