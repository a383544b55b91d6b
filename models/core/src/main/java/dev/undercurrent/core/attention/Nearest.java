package dev.undercurrent.core.attention;

/**
 * Finds the smallest of many distances, no two of them from places close together: again and again the smallest one that is
 * apart from all before it. One pass keeps the few that can be among them in a heap with the largest on top. Scratch, for one
 * thread.
 */
final class Nearest {

    private final int apart;
    private final int[] heap;
    private double[] far;
    private int size;

    /**
     * @param most places to find, ≥ 1
     * @param apart distance of two places, at least
     */
    Nearest(int most, int apart) {
        this.apart = apart;
        // each place that is found rules out itself and its neighbours
        this.heap = new int[(most - 1) * (2 * apart - 1) + 1];
    }

    /**
     * Looks at far[from..end − 1]; of equal distances the one of the lower place counts as smaller.
     *
     * @param far not NaN
     * @param places [most] written: the places in order of their distances
     * @return how many were found
     */
    int find(double[] far, int from, int end, int[] places) {
        this.far = far;
        size = 0;
        int i = from;
        for (; i < end && size < heap.length; i++) {
            heap[size++] = i;
            up(size - 1);
        }
        for (; i < end; i++) {
            // a later place is the larger one of two equal distances
            if (far[i] < far[heap[0]]) {
                heap[0] = i;
                down(size);
            }
        }
        for (int n = size - 1; n > 0; n--) {
            int largest = heap[0];
            heap[0] = heap[n];
            heap[n] = largest;
            down(n);
        }
        int found = 0;
        for (int h = 0; h < size && found < places.length; h++) {
            if (apart(heap[h], places, found)) {
                places[found++] = heap[h];
            }
        }
        return found;
    }

    private boolean apart(int place, int[] places, int found) {
        for (int i = 0; i < found; i++) {
            if (Math.abs(place - places[i]) < apart) {
                return false;
            }
        }
        return true;
    }

    private boolean larger(int place, int than) {
        return far[place] > far[than] || (far[place] == far[than] && place > than);
    }

    private void up(int from) {
        int at = from;
        int moved = heap[at];
        while (at > 0 && larger(moved, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = moved;
    }

    private void down(int n) {
        int at = 0;
        int moved = heap[0];
        for (int child = 1; child < n; child = 2 * at + 1) {
            if (child + 1 < n && larger(heap[child + 1], heap[child])) {
                child++;
            }
            if (!larger(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }
}
