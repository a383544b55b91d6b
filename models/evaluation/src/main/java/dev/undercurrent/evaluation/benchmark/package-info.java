/**
 * Public benchmarks of detection and segmentation: the layouts of their data, the rules by which they score, and reports of
 * what came out. Nothing here sees a label before it judges.
 */
package dev.undercurrent.evaluation.benchmark;
