/*
 * A clock that is ahead of the machine's by the seconds that stand in a file, for the process that this is loaded
 * into (LD_PRELOAD). libfaketime does the same, but not in a Redis that has jemalloc: it recurses at its start.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *offset;

__attribute__((constructor)) static void find_offset(void) {
  const char *path = getenv("LOCKSTEP_CLOCK_FILE");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (page != MAP_FAILED) offset = page;
}

static int64_t ahead(void) { return offset ? *offset : 0; }

int clock_gettime(clockid_t id, struct timespec *told) {
  int result = (int)syscall(SYS_clock_gettime, id, told);
  /* What measures how time passes goes on evenly. */
  if (result == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) told->tv_sec += ahead();
  return result;
}

int gettimeofday(struct timeval *restrict told, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  told->tv_sec = now.tv_sec;
  told->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *told) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return (time_t)-1;
  if (told) *told = now.tv_sec;
  return now.tv_sec;
}
