/** Training of networks from history, with the features and the formulas that serve them. */
package dev.undercurrent.training;
