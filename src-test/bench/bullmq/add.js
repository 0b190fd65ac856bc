// Adds jobs to a BullMQ queue; prints how many a second.
// node add.js PORT REQUESTS JOBS-EACH IN-FLIGHT
import { Queue } from 'bullmq';

const [port, requests, jobsEach, inFlight] = process.argv.slice(2).map(Number);
const queue = new Queue('films', { connection: { host: '127.0.0.1', port } });

// As large as what Reelyard is asked for.
const film = (number) => ({
  name: 'transcode',
  data: {
    input: `/films/Series ${Math.trunc(number / 200)}/Season ${Math.trunc(number / 20) % 10}/Episode ${number % 20}.mkv`,
    output: `/results/series-${Math.trunc(number / 200)}/episode-${number}.mp4`,
    preset: 'Fast 1080p30',
    attempts: 3,
    user: `user${number % 50}`,
    priority: 50,
  },
});

const add = (first) => {
  if (jobsEach === 1) {
    const { name, data } = film(first);
    return queue.add(name, data);
  }
  return queue.addBulk(Array.from({ length: jobsEach }, (_, i) => film(first + i)));
};

const run = async (count) => {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      await add(next++ * jobsEach);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
};

await queue.waitUntilReady();
await run(Math.max(1, Math.trunc(requests / 10))); // warms up
const begin = process.hrtime.bigint();
await run(requests);
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
console.log((requests * jobsEach) / seconds);
await queue.close();
