import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import { Router } from 'express';
import serveStatic from 'serve-static';

/** The builder puts a hash of the content into these names, so they never change. */
const hashed = /-[A-Z0-9]{8}\.(js|css|woff2?|png|svg|webp)$/;
const notOurs = /^\/(api|socket\.io|health|metrics)(\/|$)/;

/**
 * The built web client in `folder`: its files, and its page for every address that is one of its routes. Only these are compressed:
 * answers of the API hold secrets beside what an attacker may choose (BREACH).
 */
export function clientFiles(folder: string): Router {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) return router;
  const page = readFileSync(join(folder, 'index.html'));
  const compress = compression({ threshold: 1_024 });
  router.use((request, response, next) => {
    if (notOurs.test(request.path)) next('router');
    else compress(request, response, next);
  });
  router.use(
    serveStatic(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        const lasting = hashed.test(path.replaceAll('\\', '/'));
        response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.use((request, response, next) => {
    const isRoute = ['GET', 'HEAD'].includes(request.method) && !request.path.includes('.');
    if (!isRoute && request.path !== '/index.html') {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(page);
  });
  return router;
}
