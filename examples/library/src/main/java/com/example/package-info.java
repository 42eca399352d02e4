/** altprop as a library. */
package com.example;
