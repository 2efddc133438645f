// The modules that a web space with Apache usually has, where Debian puts them.
import { existsSync } from 'node:fs';

const FOLDER = '/usr/lib/apache2/modules';
const MODULES = ['mpm_event', 'authz_core', 'authn_core', 'alias', 'autoindex', 'deflate', 'dir', 'env', 'expires', 'filter', 'headers', 'mime', 'negotiation', 'rewrite', 'setenvif'];

export const modulesOf = () => MODULES.filter((name) => existsSync(`${FOLDER}/mod_${name}.so`)).map((name) => `LoadModule ${name}_module ${FOLDER}/mod_${name}.so`).join('\n');
