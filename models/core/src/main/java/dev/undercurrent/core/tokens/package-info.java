/** Log lines as language: header, template mining, laws of the next template, the fold of one key's lines. */
package dev.undercurrent.core.tokens;
