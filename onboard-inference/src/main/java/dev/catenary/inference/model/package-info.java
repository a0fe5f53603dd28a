/**
 * The int8 model: two small networks over the voxel features, the second of which also sees what
 * the first has found around each cube. Model file and card, checks, and the classifier that runs
 * them by ONNX Runtime. Format and figures: {@code docs/model.md}.
 */
@NullMarked
package dev.catenary.inference.model;

import org.jspecify.annotations.NullMarked;
