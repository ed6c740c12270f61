/* A test tool, loaded into the child of `crash` by LD_PRELOAD: keeps a record of every call that changes
 * the node's folder, and lets chosen calls fail. Calls on other files pass untouched.
 *
 *   CRASH_DIR    the node's folder, without a slash at its end
 *   CRASH_TRACE  where the record goes, appended; also what is acknowledged on standard output
 *   CRASH_FAULT  "N ERRNO": the N-th call fails so; "N short": it writes half; "N ERRNO on": so do all that follow
 *   CRASH_LIES   set: a sync is answered with success and nothing is synced
 *
 * A record is a line `KIND NAME OFFSET LENGTH RESULT`, then LENGTH bytes where KIND is write or said:
 *
 *   write     bytes on their way to a place in a file      truncate  OFFSET is the new length
 *   sync      of a file         syncdir  of the folder     create    a name that was not there
 *   unlink    a name that goes                             said      bytes for standard output
 *
 * A write is recorded before it is done and a sync after, so that a kill in between makes the record promise
 * less than the disk holds, never more. One thread is assumed. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 256
#define NAME 64

/* What is open: the name below the folder, empty for others, "." for the folder itself. */
static char names[FILES][NAME];
static const char *folder;
static size_t folder_length;
static int trace = -1;
static int lies;
static long fault_at, calls;
static int fault_errno, fault_short, fault_stays;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_fsync)(int);
static int (*real_truncate)(int, off_t);
static int (*real_unlink)(const char *);

static void die(const char *why) {
  dprintf(2, "faults: %s\n", why);
  _exit(99);
}

static void read_fault(const char *text) {
  char kind[16] = "", stays[8] = "";
  if (sscanf(text, "%ld %15s %7s", &fault_at, kind, stays) < 2) die("CRASH_FAULT is no number and kind");
  fault_stays = strcmp(stays, "on") == 0;
  if (strcmp(kind, "EIO") == 0) fault_errno = EIO;
  else if (strcmp(kind, "ENOSPC") == 0) fault_errno = ENOSPC;
  else if (strcmp(kind, "short") == 0) fault_short = 1;
  else die("CRASH_FAULT names no kind that is known");
}

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_truncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  folder = getenv("CRASH_DIR");
  if (!folder) return;
  folder_length = strlen(folder);
  lies = getenv("CRASH_LIES") != NULL;
  if (getenv("CRASH_FAULT")) read_fault(getenv("CRASH_FAULT"));
  const char *path = getenv("CRASH_TRACE");
  if (!path) return;
  trace = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (trace < 0) die("the record cannot be opened");
}

static void put(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t done = real_write(trace, bytes, length);
    if (done <= 0) die("the record cannot be written");
    bytes += done, length -= (size_t)done;
  }
}

static void record(const char *kind, const char *name, off_t offset, const void *bytes, size_t length, int result) {
  if (trace < 0) return;
  char line[NAME + 96];
  put(line, (size_t)snprintf(line, sizeof line, "%s %s %lld %zu %d\n", kind, name, (long long)offset, length, result));
  if (length > 0) put(bytes, length);
}

/* The name below the folder that a path has, "." for the folder, NULL elsewhere. */
static const char *below(const char *path) {
  if (!folder || strncmp(path, folder, folder_length) != 0) return NULL;
  if (path[folder_length] == 0) return ".";
  return path[folder_length] == '/' ? path + folder_length + 1 : NULL;
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES && names[fd][0] ? names[fd] : NULL; }

/* Counts a call; 0 if it is to be done, otherwise what it fails with, -1 for half a write. */
static int strikes(void) {
  calls++;
  if (fault_at == 0 || calls < fault_at || (calls > fault_at && !fault_stays)) return 0;
  return fault_short ? -1 : fault_errno;
}

static int opened(const char *path, int flags, mode_t mode) {
  const char *name = below(path);
  struct stat there;
  int made = name && (flags & O_CREAT) && stat(path, &there) != 0;
  if (made) {
    int error = strikes();
    if (error > 0) {
      record("create", name, 0, NULL, 0, -1);
      errno = error;
      return -1;
    }
  }
  int fd = real_open(path, flags, mode);
  if (fd < 0 || !name) return fd;
  if (fd >= FILES || strlen(name) >= NAME) die("more or longer files than expected");
  strcpy(names[fd], name);
  if (made) record("create", name, 0, NULL, 0, 0);
  return fd;
}

#define OPEN(symbol)                            \
  int symbol(const char *path, int flags, ...) { \
    va_list rest;                               \
    va_start(rest, flags);                      \
    mode_t mode = va_arg(rest, mode_t);         \
    va_end(rest);                               \
    return opened(path, flags, mode);           \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (name_of(fd)) names[fd][0] = 0;
  return real_close(fd);
}

/* Writes at an offset, or at the file's own position where it is -1. */
static ssize_t written(int fd, const void *bytes, size_t length, off_t offset) {
  const char *name = name_of(fd);
  if (!name && fd == 1) record("said", "-", 0, bytes, length, 0);
  if (name) {
    off_t at = offset < 0 ? lseek(fd, 0, SEEK_CUR) : offset;
    int error = strikes();
    if (error > 0) {
      record("write", name, at, NULL, 0, -1);
      errno = error;
      return -1;
    }
    if (error < 0 && length > 1) length /= 2;
    record("write", name, at, bytes, length, 0);
  }
  return offset < 0 ? real_write(fd, bytes, length) : real_pwrite(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return written(fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { return written(fd, bytes, length, offset); }

static int synced(int fd) {
  const char *name = name_of(fd);
  if (!name) return real_fsync(fd);
  const char *kind = strcmp(name, ".") == 0 ? "syncdir" : "sync";
  int error = strikes();
  if (error > 0) {
    record(kind, name, 0, NULL, 0, -1);
    errno = error;
    return -1;
  }
  if (lies) return 0;
  int result = real_fsync(fd);
  record(kind, name, 0, NULL, 0, result);
  return result;
}

int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

static int cut(int fd, off_t length) {
  const char *name = name_of(fd);
  if (!name) return real_truncate(fd, length);
  int error = strikes();
  if (error > 0) {
    record("truncate", name, length, NULL, 0, -1);
    errno = error;
    return -1;
  }
  record("truncate", name, length, NULL, 0, 0);
  return real_truncate(fd, length);
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off_t length) { return cut(fd, length); }

int unlink(const char *path) {
  const char *name = below(path);
  if (name) {
    int error = strikes();
    if (error > 0) {
      record("unlink", name, 0, NULL, 0, -1);
      errno = error;
      return -1;
    }
    record("unlink", name, 0, NULL, 0, 0);
  }
  return real_unlink(path);
}
