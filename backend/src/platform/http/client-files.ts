import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import serveStatic from 'serve-static';
import { CompressedCopies } from './compressed-copies.js';

/** The builder puts a hash of the content into these names, so they never change. */
const hashed = /-[A-Z0-9]{8}\.(js|css|woff2?|png|svg|webp)(\.br|\.gz)?$/;
const notOurs = /^\/(api|socket\.io|health|metrics)(\/|$)/;

/**
 * The built web client in `folder`: its files, and its page for every address that is one of its routes. Only these are compressed:
 * answers of the API hold secrets beside what an attacker may choose (BREACH).
 */
export function clientFiles(folder: string): Router {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) return router;
  const copies = new CompressedCopies(folder);
  const pages = new Map<string, Buffer>();
  for (const path of ['/index.html', ...copies.of('/index.html')])
    pages.set(path, readFileSync(join(folder, path)));
  const serve = serveStatic(folder, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    setHeaders: (response, path) => {
      const lasting = hashed.test(path.replaceAll('\\', '/'));
      response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  router.use((request, response, next) => {
    if (notOurs.test(request.path)) {
      next('router');
      return;
    }
    const { url } = request;
    const copy = copies.choose(request, response, request.path);
    if (copy) request.url = copy;
    serve(request, response, (error?: unknown) => {
      request.url = url;
      if (copy) for (const header of ['Content-Encoding', 'Content-Type']) response.removeHeader(header);
      next(error);
    });
  });
  router.use((request, response, next) => {
    const isRoute = ['GET', 'HEAD'].includes(request.method) && !request.path.includes('.');
    if (!isRoute && request.path !== '/index.html') {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    const copy = copies.choose(request, response, '/index.html');
    response.type('html').send(pages.get(copy ?? '/index.html'));
  });
  return router;
}
