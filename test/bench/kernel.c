/*
 * A yardstick: the plainest month of a city that still does what any such model must. Incomes change once a year, rent
 * is paid, the rest is spent or saved; rents follow vacancy; one household in fifty looks at thirty homes and takes the
 * best that is empty. Tastes are Gumbel terms that stay with a household and a building. No policies, no builders.
 *
 *   gcc -O3 -march=native -o kernel kernel.c -lm && ./kernel HOUSEHOLDS MONTHS
 *
 * Prints nanoseconds for all months, and a number that hangs on everything, so that nothing can be left out.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CLASSES = 5, LOOKS = 30, TABLE = 1 << 16, HOMES = 70, NOBODY = -1 };

typedef struct {
  float base, shock, level;
  double savings;
  int32_t home;
  uint8_t class, size;
} household;

typedef struct {
  double rent;
  float floor, quality, green;
  float worth[CLASSES];
  int32_t homes, taken;
} building;

static float gumbel_of[TABLE], normal_of[TABLE];

static inline uint32_t scramble(uint32_t h) {
  h ^= h >> 17;
  h *= 0xed5ad4bbu;
  h ^= h >> 11;
  h *= 0xac4c1b51u;
  h ^= h >> 15;
  return h;
}
static inline uint32_t draw(uint32_t purpose, uint32_t who) { return scramble(scramble(purpose) ^ (who * 0x9e3779b1u)); }
static inline float share(uint32_t h) { return (h + 0.5f) * 2.3283064e-10f; }

static void fill_tables(void) {
  for (int i = 0; i < TABLE; i++) {
    double u = (i + 0.5) / TABLE;
    gumbel_of[i] = (float)-log(-log(u));
    /* a sum of four uniforms is normal enough for a yardstick */
    double sum = 0;
    for (int k = 0; k < 4; k++) sum += share(draw(77 + k, i)) - 0.5;
    normal_of[i] = (float)(sum * sqrt(3.0));
  }
}

static void earn_and_spend(household *all, int n, const building *town, int month) {
  for (int h = 0; h < n; h++) {
    household *own = &all[h];
    if ((int)(scramble(h) % 12) == month % 12) {
      own->shock = 0.95f * own->shock + 0.1f * normal_of[draw(1000 + month, h) >> 16];
      own->level = expf(own->base + own->shock);
    }
    double pay = own->level * 100.0 * 0.9;
    double rent = own->home == NOBODY ? 0 : town[own->home].rent * town[own->home].floor;
    double cash = own->savings + pay;
    if (rent > cash) rent = cash;
    cash -= rent;
    double spent = (0.97 - 0.08 * own->class) * (pay - rent);
    double least = 90000.0 * own->size;
    if (spent < least) spent = least;
    if (spent > cash) spent = cash;
    own->savings = floor(cash - spent);
  }
}

static void move_rents(building *town, int n) {
  for (int b = 0; b < n; b++) {
    building *own = &town[b];
    double vacancy = (double)(own->homes - own->taken) / own->homes;
    double change = 0.06 * (0.065 - vacancy) + 0.0025;
    own->rent *= exp(change > 0.02 ? 0.02 : change < -0.02 ? -0.02 : change);
    own->quality -= 0.0009f * own->quality;
    for (int q = 0; q < CLASSES; q++)
      own->worth[q] = 0.7f * own->green * (1 + 0.125f * q) + 0.6f * own->quality * (0.4f + 0.25f * q);
  }
}

static inline float value(const household *own, const building *at, float taste) {
  double left = own->level * 90.0 - at->rent * at->floor;
  if (left < own->level * 30.0) return -INFINITY;
  return 3.24f * (float)log(left) + 1.26f * logf(at->floor) + at->worth[own->class] + taste;
}

static void look_for_homes(household *all, int n, building *town, int buildings, int month) {
  for (int h = 0; h < n; h++) {
    household *own = &all[h];
    if (own->home != NOBODY && share(draw(2000 + month, h)) >= 0.02f) continue;
    uint32_t taste = draw(3, h);
    float best = own->home == NOBODY
                   ? -INFINITY
                   : value(own, &town[own->home], gumbel_of[scramble(taste ^ (uint32_t)own->home) >> 16]) + 1.0f;
    int chosen = own->home;
    uint32_t seen = draw(4000 + month, h);
    for (int k = 0; k < LOOKS; k++) {
      int b = (int)(((uint64_t)scramble(seen + k) * (uint32_t)buildings) >> 32);
      if (town[b].taken >= town[b].homes) continue;
      float v = value(own, &town[b], gumbel_of[scramble(taste ^ (uint32_t)b) >> 16]);
      if (v > best) {
        best = v;
        chosen = b;
      }
    }
    if (chosen == own->home) continue;
    if (own->home != NOBODY) town[own->home].taken--;
    town[chosen].taken++;
    own->home = chosen;
  }
}

int main(int count, char **words) {
  if (count < 3) return fprintf(stderr, "usage: kernel HOUSEHOLDS MONTHS\n"), 2;
  int n = atoi(words[1]);
  int months = atoi(words[2]);
  int buildings = (int)(n / 0.935 / HOMES) + 1;
  household *all = calloc(n, sizeof *all);
  building *town = calloc(buildings, sizeof *town);
  if (!all || !town) return 1;
  fill_tables();
  for (int b = 0; b < buildings; b++) {
    town[b].rent = 4400 * (0.7 + 0.6 * share(draw(5, b)));
    town[b].floor = 40 + 60 * share(draw(6, b));
    town[b].quality = 0.4f + 0.5f * share(draw(7, b));
    town[b].green = share(draw(8, b));
    town[b].homes = HOMES;
  }
  move_rents(town, buildings);
  for (int h = 0; h < n; h++) {
    all[h].base = 9.2f + 0.75f * normal_of[draw(9, h) >> 16];
    all[h].level = expf(all[h].base);
    all[h].class = (uint8_t)(draw(10, h) % CLASSES);
    all[h].size = (uint8_t)(1 + draw(11, h) % 4);
    all[h].savings = 5e6;
    all[h].home = h / HOMES < buildings ? h / HOMES : NOBODY;
    if (all[h].home != NOBODY) town[all[h].home].taken++;
  }
  struct timespec from, to;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  for (int month = 0; month < months; month++) {
    earn_and_spend(all, n, town, month);
    look_for_homes(all, n, town, buildings, month);
    move_rents(town, buildings);
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  double check = 0;
  for (int h = 0; h < n; h++) check += all[h].savings + all[h].home;
  for (int b = 0; b < buildings; b++) check += town[b].rent;
  printf("%.0f %.17g\n", (to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec), check);
  return 0;
}
