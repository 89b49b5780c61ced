import { mount } from 'svelte'
import App from './App.svelte'
import './app.css'
import Stage from './stage/Stage.svelte'

// one page, two windows: the projector draws what the laptop tells it
const page = location.hash === '#stage' ? Stage : App
mount(page, { target: document.getElementById('app')! })
