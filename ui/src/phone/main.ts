import '../page.css';
import { mount } from 'svelte';
import Phone from './Phone.svelte';

const target = document.getElementById('page');
if (target) mount(Phone, { target });
