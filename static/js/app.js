// The behaviours of the frame. Every page works without them; they make it quicker.
import "./theme.js";
import "./csrf.js";
import "./menus.js";
import "./dialogs.js";
import "./alerts.js";
import "./submit.js";
import "./trouble.js";
import "./suggest.js";
