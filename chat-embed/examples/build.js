/** Builds each example with the packed package, as a site would. */
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import vue from '@vitejs/plugin-vue';
import {svelte} from '@sveltejs/vite-plugin-svelte';
import {build} from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

for (const [name, plugins] of Object.entries({react: [], vue: [vue()], svelte: [svelte({configFile: false})]})) {
  await build({configFile: false, root: join(here, name), base: './', plugins, logLevel: 'warn', build: {outDir: join(here, 'dist', name), emptyOutDir: true}});
}
