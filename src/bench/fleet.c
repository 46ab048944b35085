/* The workers of fleet.sh: one process, one thread, a bounded number of keep-alive connections.
 *
 *   fleet PORT SERVERS COMPONENTS CONNECTIONS SECONDS PERIOD BY_REGISTER DEATHS
 *
 * Registers the components (twice where they register instead of sending heartbeats), prints how many a second, and
 * sends the heartbeats of all of them every PERIOD seconds +-10 %. A heartbeat is late by the time that has passed since
 * it was due, so one that waits for a connection counts in full.
 * 0.1 % of the components die each minute, for five periods and more; 1 % register again. Each minute, and at the end,
 * one line: heartbeats due, acknowledged, acknowledged after more than 1 s, lost, p50, p99 and maximum in ms, and seconds of
 * processor time of this process. DEATHS gets a line for each death: name, its last acknowledged heartbeat, and its return
 * (0 for none), both in seconds since 1970.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUCKETS = 4000, MOST_CONNECTIONS = 4096, BUFFER = 8192 };

struct component {
  double due, acknowledged, dead_until;
  int heap_index, again, registering;
};
struct connection {
  int socket, component, filled;
  double due;
  char answer[BUFFER];
};

static int port, servers, components, connections, by_register, poller;
static double period;
static struct component *all;
static struct connection *lines;
static int *heap, heap_size;            /* components that wait for their time, the next one first */
static int *queue, queue_head, queued;  /* components whose time has come, and that wait for a connection */
static int idle[MOST_CONNECTIONS], idle_count, in_flight;
static long due, acknowledged, late, lost, total_due, total_lost, total_late, dead, again;
static long histogram[BUCKETS];
static double worst;
static FILE *deaths;

static double now(int clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double chance(void) { return random() / (RAND_MAX + 1.0); }

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void put(int place, int component) {
  heap[place] = component;
  all[component].heap_index = place;
}

static void heap_add(int component) {
  int place = heap_size++;
  while (place > 0 && all[heap[(place - 1) / 2]].due > all[component].due) {
    put(place, heap[(place - 1) / 2]);
    place = (place - 1) / 2;
  }
  put(place, component);
}

static int heap_take(void) {
  int first = heap[0], last = heap[--heap_size], place = 0;
  for (;;) {
    int child = 2 * place + 1;
    if (child >= heap_size) break;
    if (child + 1 < heap_size && all[heap[child + 1]].due < all[heap[child]].due) child++;
    if (all[heap[child]].due >= all[last].due) break;
    put(place, heap[child]);
    place = child;
  }
  if (heap_size > 0) put(place, last);
  return first;
}

static void open_line(int number) {
  struct connection *line = &lines[number];
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port + number % servers)};
  int one = 1;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  line->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (line->socket < 0) fail("socket");
  setsockopt(line->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  /* Loopback answers at once, or the server is gone. */
  if (connect(line->socket, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  fcntl(line->socket, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = number};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, line->socket, &event) < 0) fail("epoll_ctl");
  line->filled = 0;
  line->component = -1;
  idle[idle_count++] = number;
}

static void send_to(int number, int component, double when) {
  struct connection *line = &lines[number];
  char body[600], request[1000];
  int registers = all[component].registering || all[component].again || by_register;
  int length =
      registers
          ? sprintf(body,
                    "{\"name\":\"pool-%06d\",\"runtime\":\"python\",\"status\":\"ready\",\"capacity\":%d,\"pid\":%d,"
                    "\"hostname\":\"worker-%06d.example.internal\",\"labels\":{\"env\":\"prod\",\"zone\":\"%c\","
                    "\"team\":\"team-%d\",\"version\":\"2.4.%d\"},\"meta\":{\"python\":\"3.12.4\",\"started_at\":"
                    "\"2026-01-01T00:00:00Z\",\"queues\":[\"default\",\"batch\"],\"image\":\"registry.example/noetl:2\"}}",
                    component, 1 + component % 16, 1000 + component % 30000, component, 'a' + component % 3,
                    component % 100, component % 5)
          : sprintf(body, "{\"name\":\"pool-%06d\"}", component);
  int size = sprintf(request,
                     "POST /api/worker/pool/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                     "Content-Length: %d\r\n\r\n%s",
                     registers ? "register" : "heartbeat", port, length, body);
  line->component = component;
  line->due = when;
  line->filled = 0;
  in_flight++;
  /* A request is shorter than any socket's buffer; a connection that is gone is found by the next read. */
  if (write(line->socket, request, size) < 0 && errno != EPIPE && errno != ECONNRESET) fail("write");
}

static void finished(int number, int status, double moment) {
  struct connection *line = &lines[number];
  struct component *one = &all[line->component];
  double took = moment - line->due;
  in_flight--;
  if (status == 200) {
    one->acknowledged = now(CLOCK_REALTIME);
    one->again = 0;
    acknowledged++;
    if (took > 1) late++;
    int bucket = took * 1e4; /* tenths of a millisecond, then tenths of a second */
    if (bucket >= 3000) bucket = 3000 + took * 10;
    histogram[bucket >= BUCKETS ? BUCKETS - 1 : bucket]++;
    if (took > worst) worst = took;
  } else {
    lost++;
    fprintf(stderr, "pool-%06d: status %d\n", line->component, status);
  }
  if (!one->registering) heap_add(line->component);
  one->registering = 0;
  line->component = -1;
}

static void receive(int number) {
  struct connection *line = &lines[number];
  ssize_t count = read(line->socket, line->answer + line->filled, BUFFER - 1 - line->filled);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    if (line->component >= 0) finished(number, 0, now(CLOCK_MONOTONIC));
    else
      for (int i = 0; i < idle_count; i++)
        if (idle[i] == number) idle[i--] = idle[--idle_count];
    close(line->socket);
    open_line(number);
    return;
  }
  line->filled += count;
  line->answer[line->filled] = 0;
  char *end = strstr(line->answer, "\r\n\r\n"), *length = strcasestr(line->answer, "\r\ncontent-length:");
  if (!end || !length || line->answer + line->filled < end + 4 + atoi(length + 17)) return;
  finished(number, atoi(line->answer + 9), now(CLOCK_MONOTONIC));
  idle[idle_count++] = number;
}

static void wait_for_answers(double seconds) {
  struct epoll_event events[256];
  int count = epoll_wait(poller, events, 256, seconds <= 0 ? 0 : (int)(seconds * 1000) + 1);
  for (int i = 0; i < count; i++) receive(events[i].data.u32);
}

static double quantile(double part) {
  long left = acknowledged * part;
  for (int i = 0; i < BUCKETS; i++)
    if ((left -= histogram[i]) < 0) return i < 3000 ? (i + 1) / 10.0 : (i - 3000 + 1) * 100.0;
  return worst * 1000;
}

static void report(const char *what) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%s %ld %ld %ld %ld %.1f %.1f %.1f %.2f\n", what, due, acknowledged, late, lost, quantile(0.5),
         quantile(0.99), worst * 1000,
         usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
  fflush(stdout);
  total_due += due, total_lost += lost, total_late += late;
  due = acknowledged = late = lost = 0;
  worst = 0;
  memset(histogram, 0, sizeof histogram);
}

/* Lets one die, or come back; in between it sends nothing. */
static int is_dead(int component, double moment, double per_beat) {
  struct component *one = &all[component];
  if (one->dead_until > moment) {
    one->due = one->dead_until;
    heap_add(component);
    return 1;
  }
  if (one->dead_until > 0) {
    fprintf(deaths, "pool-%06d %.3f %.3f\n", component, one->acknowledged, now(CLOCK_REALTIME));
    one->dead_until = 0;
  } else if (chance() < 0.001 * per_beat) {
    one->dead_until = moment + 120;
    one->due = one->dead_until;
    dead++;
    heap_add(component);
    return 1;
  } else if (chance() < 0.01 * per_beat) {
    one->again = 1;
    again++;
  }
  return 0;
}

int main(int count, char **arguments) {
  if (count != 9) return 2;
  port = atoi(arguments[1]), servers = atoi(arguments[2]);
  components = atoi(arguments[3]), connections = atoi(arguments[4]);
  int seconds = atoi(arguments[5]);
  period = atof(arguments[6]), by_register = atoi(arguments[7]);
  if (connections > MOST_CONNECTIONS || !(deaths = fopen(arguments[8], "w"))) fail(arguments[8]);
  signal(SIGPIPE, SIG_IGN);
  all = calloc(components, sizeof *all), heap = calloc(components, sizeof *heap);
  queue = calloc(components, sizeof *queue), lines = calloc(connections, sizeof *lines);
  poller = epoll_create1(0);
  for (int i = 0; i < connections; i++) open_line(i);

  for (int pass = 0; pass <= by_register; pass++) {
    double begun = now(CLOCK_MONOTONIC);
    for (int next = 0; next < components || in_flight;) {
      while (idle_count && next < components) {
        all[next].registering = 1;
        due++;
        send_to(idle[--idle_count], next++, now(CLOCK_MONOTONIC));
      }
      wait_for_answers(1);
    }
    printf("registered %d %.0f\n", components, components / (now(CLOCK_MONOTONIC) - begun));
  }
  double start = now(CLOCK_MONOTONIC), next_report = start + 60;
  report("registrations");
  if (total_lost) return 1;
  total_due = total_late = 0;
  for (int i = 0; i < components; i++) {
    all[i].due = start + chance() * period;
    heap_add(i);
  }
  for (double moment = start; moment < start + seconds; moment = now(CLOCK_MONOTONIC)) {
    while (heap_size && all[heap[0]].due <= moment) {
      int component = heap_take();
      if (is_dead(component, moment, period / 60)) continue;
      due++;
      queue[(queue_head + queued++) % components] = component;
    }
    while (queued && idle_count) {
      int component = queue[queue_head];
      queue_head = (queue_head + 1) % components, queued--;
      double when = all[component].due;
      all[component].due = when + period * (0.9 + 0.2 * chance());
      send_to(idle[--idle_count], component, when);
    }
    if (moment >= next_report) {
      report("minute");
      next_report += 60;
    }
    double pause = heap_size ? all[heap[0]].due - moment : 0.1;
    wait_for_answers(pause > 0.1 ? 0.1 : pause);
  }
  lost += queued;
  for (double end = now(CLOCK_MONOTONIC) + 5; in_flight && now(CLOCK_MONOTONIC) < end;) wait_for_answers(0.1);
  lost += in_flight;
  report("rest");
  for (int i = 0; i < components; i++)
    if (all[i].dead_until > 0) fprintf(deaths, "pool-%06d %.3f 0\n", i, all[i].acknowledged);
  fclose(deaths);
  printf("total %ld %ld %ld %ld %ld\n", total_due, total_late, total_lost, dead, again);
  return total_lost ? 1 : 0;
}
