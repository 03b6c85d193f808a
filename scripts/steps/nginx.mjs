import { findTool } from './debian-tool.mjs';

/** Where nginx is, to be run in front of several nodes. */
export const nginx = { name: 'nginx', from: 'nginx', variable: 'NGINX_PATH', size: '0.5 MB' };

/** Its path; null if there is none. */
export const findNginx = () => findTool(nginx);
