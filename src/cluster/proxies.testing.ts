import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach } from 'vitest';

/** Starts proxies that lead all names to one port, unless they refuse; stops each after its test. */
export function proxies() {
  const started: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const one of started.splice(0)) one.close();
  });
  return async (port: number, status = 200) => {
    const asked: { readonly to: string | undefined; readonly by: string | undefined }[] = [];
    const http = createServer();
    started.push(http);
    http.on('connect', (request, socket) => {
      asked.push({ to: request.url, by: request.headers['proxy-authorization'] });
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const way = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        way.pipe(socket).pipe(way);
      });
      for (const end of [way, socket]) end.on('error', () => {});
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked };
  };
}
