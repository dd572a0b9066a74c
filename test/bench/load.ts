import { connect } from 'node:net';

/**
 * Asks for one path over some connections that stay open, as fast as it is answered, and prints how many answers came in
 * a second. A process of its own, with no HTTP client, so that it costs the server's machine little: `node
 * test/bench/load.ts <port> <path> <connections> <seconds>`
 */
const [port, path, width, seconds] = process.argv.slice(2) as [string, string, string, string];
const request = `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`;
const until = performance.now() + Number(seconds) * 1000;
let answers = 0;
let [open, begun] = [Number(width), performance.now()];

for (let n = 0; n < Number(width); n++) {
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true }, () =>
    socket.write(request),
  );
  let [head, left] = ['', 0];
  const ask = () => {
    answers++;
    if (performance.now() < until) socket.write(request);
    else socket.end();
  };
  socket.on('data', (piece) => {
    if (left > 0) {
      left -= piece.length;
      if (left === 0) ask();
      return;
    }
    head += piece.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(head.slice(0, end));
    left = Number(/content-length: (\d+)/i.exec(head)?.[1]) - (head.length - end - 4);
    head = '';
    if (left === 0) ask();
  });
  socket.on('close', () => {
    open--;
    if (open === 0) console.log((answers * 1000) / (performance.now() - begun));
  });
}
begun = performance.now();
