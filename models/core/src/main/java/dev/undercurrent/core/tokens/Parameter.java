package dev.undercurrent.core.tokens;

/**
 * What stood at a variable of a template.
 *
 * @param position 16 times the word of the template, from 0, plus the number of the variable within it, at most 15: names
 *     the same variable in every line of a template, also after the template has grown more variables
 * @param text as it stood in the line
 */
public record Parameter(int position, String text) {

    /** The number that the text begins with, whatever its unit ("812ms" is 812); NaN where it begins with none. */
    public double number() {
        int end = 0;
        boolean point = false;
        int digits = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && !point) {
                point = true;
            } else if (!(end == 0 && (c == '-' || c == '+'))) {
                break;
            }
            end++;
        }
        boolean sane = digits > 0 && digits <= 300 && !continues(end);
        return sane ? Double.parseDouble(text.substring(0, end)) : Double.NaN;
    }

    /** True where what follows makes this no number: an address, a version, a time, a hexadecimal number. */
    private boolean continues(int end) {
        if (end >= text.length()) {
            return false;
        }
        for (int i = end; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                return true;
            }
        }
        return false;
    }
}
