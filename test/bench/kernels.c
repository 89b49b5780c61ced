/*
 * The kernels of kernels.mjs once more, line by line, for a compiler: what the same work takes without JavaScript.
 *
 *   gcc -O3 -march=native -o kernels kernels.c -lm && ./kernels schelling 500 20
 *
 * Prints nanoseconds and a number that must equal the one kernels.mjs finds (choice: up to rounding of logarithms).
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline uint32_t mix(uint32_t x) {
  x ^= x >> 16;
  x *= 0x21f0aaadu;
  x ^= x >> 15;
  x *= 0x735a2d97u;
  return x ^ (x >> 15);
}
static inline uint32_t combine(uint32_t hash, uint32_t word) { return mix((hash ^ 0x9e3779b9u) * 0x85ebca6bu + word); }
static inline uint32_t bits(uint32_t key, uint32_t a, uint32_t b) { return combine(combine(key, a), b); }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}
static void say(double from, double check) { printf("%.0f %.9g\n", now() - from, check); }

/* Schelling: nine cells in ten are taken; who has fewer than two neighbours in five of its own kind moves away. */
static void schelling(int side, int ticks) {
  int cells = side * side, agents = 0, empty = 0;
  uint8_t *group = calloc(cells, 1);
  int *cell = malloc(cells * sizeof *cell), *free_cell = malloc(cells * sizeof *free_cell);
  for (int c = 0; c < cells; c++) {
    uint32_t draw = bits(1, 0, c);
    if (draw % 10 < 9) {
      group[c] = 1 + (draw >> 16) % 2;
      cell[agents++] = c;
    } else
      free_cell[empty++] = c;
  }
  long moves = 0;
  double from = now();
  for (int t = 1; t <= ticks; t++)
    for (int a = 0; a < agents; a++) {
      int c = cell[a], x = c % side, up = (c - x + cells - side) % cells, row = c - x, down = (c - x + side) % cells;
      int left = x == 0 ? side - 1 : x - 1, right = x == side - 1 ? 0 : x + 1, own = group[c], same = 0, taken = 0;
      int near[8] = {up + left, up + x, up + right, row + left, row + right, down + left, down + x, down + right};
      for (int k = 0; k < 8; k++) {
        int g = group[near[k]];
        taken += g != 0;
        same += g == own;
      }
      if (same * 5 >= taken * 2) continue;
      int e = bits(t, 7, a) % (uint32_t)empty, to = free_cell[e];
      group[to] = own;
      group[c] = 0;
      free_cell[e] = c;
      cell[a] = to;
      moves++;
    }
  say(from, moves);
}

/* Location choice: everybody looks at thirty homes and takes the best that has room; tastes are stable Gumbel terms. */
static void choice(int households, int buildings) {
  enum { LOOKS = 30, TABLE = 65536 };
  static double gumbel[TABLE];
  for (int i = 0; i < TABLE; i++) gumbel[i] = -log(-log((i + 0.5) / TABLE));
  double *rent = malloc(buildings * sizeof *rent), *worth = malloc(buildings * sizeof *worth);
  int *room = malloc(buildings * sizeof *room);
  for (int b = 0; b < buildings; b++) {
    rent[b] = 1000 + bits(2, 0, b) % 3000;
    worth[b] = bits(2, 1, b) / 4294967296.0;
    room[b] = households / buildings + 2;
  }
  double placed = 0, sum = 0, from = now();
  for (int h = 0; h < households; h++) {
    double income = 4000 + bits(3, 0, h) % 12000, best = -INFINITY;
    uint32_t seen = bits(3, 1, h), taste = bits(3, 2, h);
    int chosen = -1;
    for (int k = 0; k < LOOKS; k++) {
      int b = combine(seen, k) % (uint32_t)buildings;
      double left = income - rent[b];
      if (room[b] == 0 || left <= 0) continue;
      double value = 3.24 * log(left) + worth[b] + gumbel[combine(taste, b) >> 16];
      if (value > best) {
        best = value;
        chosen = b;
      }
    }
    if (chosen < 0) continue;
    room[chosen]--;
    placed++;
    sum += chosen;
  }
  say(from, placed + sum);
}

/* All a quarter of an hour's walk reaches from many doors of a street grid: Dial's buckets of 1/64 minute. */
static void access_(int side, int origins) {
  enum { LIMIT = 960, FAR = 65535 };
  int nodes = side * side, arcs = 0, *start = calloc(nodes + 1, sizeof *start);
  int *to = malloc(4 * nodes * sizeof *to), *units = malloc(4 * nodes * sizeof *units);
  const int dx[4] = {-1, 1, 0, 0}, dy[4] = {0, 0, -1, 1};
  for (int n = 0; n < nodes; n++) {
    for (int k = 0; k < 4; k++) {
      int x = n % side + dx[k], y = n / side + dy[k];
      if (x < 0 || y < 0 || x >= side || y >= side) continue;
      int m = y * side + x, low = n < m ? n : m, high = n < m ? m : n;
      uint32_t draw = bits(5, low, high);
      if (draw % 20 == 0) continue;
      to[arcs] = m;
      units[arcs++] = 40 + (draw >> 8) % 64;
    }
    start[n + 1] = arcs;
  }
  uint16_t *distance = malloc(nodes * sizeof *distance);
  int *settled = malloc(nodes * sizeof *settled), *entry = malloc(8 * nodes * sizeof *entry), *next = malloc(8 * nodes * sizeof *next);
  int head[LIMIT + 1];
  for (int n = 0; n < nodes; n++) distance[n] = FAR;
  for (int d = 0; d <= LIMIT; d++) head[d] = -1;
  double total = 0, from = now();
  for (int o = 0; o < origins; o++) {
    int source = bits(6, 0, o) % (uint32_t)nodes, entries = 1, reached = 0, waiting = 1;
    distance[source] = 0;
    entry[0] = source;
    next[0] = -1;
    head[0] = 0;
    for (int d = 0; d <= LIMIT && waiting > 0; d++) {
      for (int i = head[d]; i >= 0; i = next[i]) {
        int n = entry[i];
        waiting--;
        if (distance[n] != d) continue;
        settled[reached++] = n;
        for (int arc = start[n]; arc < start[n + 1]; arc++) {
          int m = to[arc], length = d + units[arc];
          if (length >= distance[m] || length > LIMIT) continue;
          distance[m] = length;
          entry[entries] = m;
          next[entries] = head[length];
          head[length] = entries++;
          waiting++;
        }
      }
      head[d] = -1;
    }
    total += reached;
    for (int i = 0; i < reached; i++) distance[settled[i]] = FAR;
  }
  say(from, total);
}

static void draws(int count) {
  uint32_t x = 0;
  double from = now();
  for (int i = 0; i < count; i++) x ^= bits(9, i >> 5, i & 31);
  say(from, x);
}

int main(int count, char **words) {
  if (count < 3) return fprintf(stderr, "usage: kernels schelling|choice|access|draws SIZE SIZE\n"), 2;
  int a = atoi(words[2]), b = count > 3 ? atoi(words[3]) : 0;
  if (!strcmp(words[1], "schelling")) schelling(a, b);
  else if (!strcmp(words[1], "choice")) choice(a, b);
  else if (!strcmp(words[1], "access")) access_(a, b);
  else draws(a);
  return 0;
}
