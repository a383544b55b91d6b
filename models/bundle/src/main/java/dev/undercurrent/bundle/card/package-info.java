/** The page of a model for people: what it is, how it was trained, how well it does, in one file without scripts. */
package dev.undercurrent.bundle.card;
