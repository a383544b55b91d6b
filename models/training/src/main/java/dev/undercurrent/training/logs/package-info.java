/** Learns laws of log templates: n-grams, bags, hidden Markov models, networks, their weights and what healthy sequences score. */
package dev.undercurrent.training.logs;
