/** Charts as SVG text: no script, no fonts of their own; colours come from the style sheet of the page by class. */
package dev.undercurrent.evaluation.plot;
