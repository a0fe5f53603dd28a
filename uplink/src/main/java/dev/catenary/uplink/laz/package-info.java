/**
 * Writes LAZ: LAS 1.4 point records of format 6 with extra bytes, compressed in layers by chunks of
 * 50,000 points as LASzip 3 does. Format and fields: docs/laz.md.
 *
 * <p>Sources: ASPRS LAS 1.4 R15; M. Isenburg, "LASzip: lossless compression of LiDAR data" (2013)
 * and the LASzip 3 layered format as its readers take it; A. Said, "FastAC: introduction to
 * arithmetic coding" (2004) for the coder and its adaptive models.
 */
package dev.catenary.uplink.laz;
