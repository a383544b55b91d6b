package dev.undercurrent.core.tokens;

/**
 * What stood at a variable of a template.
 *
 * @param position of its word in the line, from 0: stays the same when the template generalises further
 * @param text as it stood in the line
 */
public record Parameter(int position, String text) {

    /** The number that the text begins with, whatever its unit ("812ms" is 812); NaN where there is none. */
    public double number() {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || "+-.eE".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        while (end > 0) {
            try {
                return Double.parseDouble(text.substring(0, end));
            } catch (NumberFormatException shorter) {
                end--;
            }
        }
        return Double.NaN;
    }
}
